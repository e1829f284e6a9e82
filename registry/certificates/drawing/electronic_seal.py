"""Where a lawful electronic seal (电子印章) would come in.

A seal by the Electronic Signature Law and the state's rules on electronic seals is a signature over the finished
file by a certified service, with the body's own seal certificate. The registry has none and draws none: the place
stays free for a wet stamp. A province that runs such a service writes a class with this one method and names it
where certificates are issued.
"""

from typing import Protocol

from registry.foundation.problems import Problem, Refusal, message


class ElectronicSeal(Protocol):
    """A service that seals a certificate's file for a body."""

    def seal(self, certificate: bytes, *, body_prefix: str, number: str) -> bytes:
        """Return the sealed PDF of one certificate.

        `body_prefix`: the body's thirteen characters; `number`: the certificate's. Raises a refusal where the service
        does not seal.
        """
        ...


class WetStamp:
    """No electronic seal: the file stays as it was drawn, and the body stamps the paper."""

    def seal(self, certificate: bytes, *, body_prefix: str, number: str) -> bytes:  # noqa: ARG002
        """Return the file as it is."""
        return certificate


def seal_refused(reason: str) -> Refusal:
    """Return the refusal of a sealing service, with the reason that it gave."""
    return Refusal(
        Problem(
            "certificate.seal",
            message("电子印章服务没有为本证书盖章：{reason}。", reason=reason),
            cure=message("请稍后重试；如仍不成功，请打印后加盖实物印章。"),
        )
    )
