"""The words over a roster's columns, and the fact that each of them names."""

import re
from enum import StrEnum
from functools import cache

from registry.foundation.problems import Message, message
from registry.foundation.typing_habits import half_width, without_invisible


class Fact(StrEnum):
    """What a column tells of a person; also the names under which columns are mapped by hand."""

    SEQUENCE = "sequence"
    NAME = "name"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_KIND = "document_kind"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    EDUCATION = "education"
    SCHOOL = "school"
    MAJOR = "major"
    WORK_START = "work_start"
    YEARS_IN_OCCUPATION = "years_in_occupation"
    YEARS_OF_WORK = "years_of_work"
    OCCUPATION_START = "occupation_start"
    HELD_LEVEL = "held_level"
    HELD_OCCUPATION = "held_occupation"
    HELD_NUMBER = "held_number"
    HELD_ISSUED = "held_issued"
    TITLE = "title"
    TITLE_AWARDED = "title_awarded"
    OCCUPATION = "occupation"
    JOB_TYPE = "job_type"
    LEVEL = "level"
    PHONE = "phone"
    UNIT = "unit"
    APPLIED_ON = "applied_on"
    REMARK = "remark"
    RETURNED_FOR = "returned_for"
    NOT_USED = "not_used"

    @property
    def full_name(self) -> Message:
        """What the page calls the fact."""
        return _NAMES[self]


_NAMES = {
    Fact.SEQUENCE: message("序号"),
    Fact.NAME: message("姓名"),
    Fact.DOCUMENT_NUMBER: message("证件号码"),
    Fact.DOCUMENT_KIND: message("证件类型"),
    Fact.SEX: message("性别"),
    Fact.BIRTH_DATE: message("出生日期"),
    Fact.EDUCATION: message("文化程度"),
    Fact.SCHOOL: message("毕业院校"),
    Fact.MAJOR: message("所学专业"),
    Fact.WORK_START: message("参加工作时间"),
    Fact.YEARS_IN_OCCUPATION: message("从事本职业年限"),
    Fact.YEARS_OF_WORK: message("工龄"),
    Fact.OCCUPATION_START: message("从事本职业起始时间"),
    Fact.HELD_LEVEL: message("现有证书等级"),
    Fact.HELD_OCCUPATION: message("现有证书职业"),
    Fact.HELD_NUMBER: message("现有证书编号"),
    Fact.HELD_ISSUED: message("现有证书发证日期"),
    Fact.TITLE: message("职称"),
    Fact.TITLE_AWARDED: message("职称取得时间"),
    Fact.OCCUPATION: message("申报职业"),
    Fact.JOB_TYPE: message("申报工种"),
    Fact.LEVEL: message("申报级别"),
    Fact.PHONE: message("联系电话"),
    Fact.UNIT: message("单位"),
    Fact.APPLIED_ON: message("申报日期"),
    Fact.REMARK: message("备注"),
    Fact.RETURNED_FOR: message("退回原因"),
    Fact.NOT_USED: message("不使用"),
}

_WORDS: dict[Fact, str] = {
    Fact.SEQUENCE: "序号 编号 序 号 行号 顺序号 序列号 no no. # number serial serialno sn index",
    Fact.NAME: """姓名 名字 员工姓名 职工姓名 考生姓名 学员姓名 人员姓名 工人姓名 参评人员姓名 参评人姓名 参评人员 参评人
        申报人姓名 申报人 申请人姓名 申请人 报名人姓名 报考人姓名 考生 学员 中文姓名 真实姓名 本人姓名 认定人员姓名
        name fullname chinesename candidatename candidate employeename personname""",
    Fact.DOCUMENT_NUMBER: """证件号码 证件号 证件编号 证照号码 证照号 身份证号 身份证号码 身份证 身份证编号 身份号码
        身份证件号码 身份证件号 公民身份号码 公民身份证号码 公民身份证号 居民身份证号码 居民身份证号 居民身份证
        二代身份证号码 二代身份证号 第二代身份证号码 有效证件号码 有效证件号 有效身份证件号码 有效身份证件号
        员工身份证号 考生身份证号 本人身份证号 本人身份证号码 身份证id id idno id.no idnumber idcard idcardno
        idcardnumber identitynumber identityno identitycard identitycardnumber identitycardno documentnumber
        documentno nationalid nationalidnumber citizenid citizenidnumber""",
    Fact.DOCUMENT_KIND: """证件类型 证件种类 证件类别 证件名称 证件 证照类型 证照类别 身份证件类型 身份证件种类
        身份证件名称 身份证类型 有效证件类型 有效证件名称 有效证件种类 idtype idkind documenttype documentkind
        typeofdocument idcardtype""",
    Fact.SEX: "性别 sex gender",
    Fact.BIRTH_DATE: """出生日期 出生年月 出生年月日 出生时间 出生 生日 birthdate dateofbirth birthday dob born""",
    Fact.EDUCATION: """文化程度 学历 最高学历 文化水平 教育程度 受教育程度 学历层次 现学历 现有学历 全日制学历 学历学位
        学历/学位 文化 education educationlevel levelofeducation highesteducation""",
    Fact.SCHOOL: """毕业院校 毕业学校 毕业院校名称 毕业学校名称 学校 院校 学校名称 毕业院校及专业 毕业学校及专业
        毕业院校专业 毕业院校/专业 毕业院校和专业 school university graduatedfrom""",
    Fact.MAJOR: "所学专业 毕业专业 专业 专业名称 学历专业 major",
    Fact.WORK_START: """参加工作时间 参加工作日期 参加工作年月 参加工作年月日 参加工作 参工时间 参工日期 参工年月
        首次参加工作时间 首次参加工作日期 开始工作时间 开始工作日期 工作开始时间 工作起始时间 startedwork
        workstart workstarted workstartdate startofwork dateofstartingwork startedworking startedworkon""",
    Fact.YEARS_IN_OCCUPATION: """从事本职业年限 本职业年限 从事本职业工龄 本职业工龄 从事本职业年数 从事职业年限
        从事本职业工作年限 从事本职业时间 从事本职业年 累计从事本职业年限 从事本职业累计年限 从事本职业或相关职业年限
        从事本职业及相关职业年限 从事本职业或相关职业工作年限 累计从事本职业或相关职业工作年限 累计从事本职业工作年限
        从事申报职业年限 申报职业年限 申报职业工龄 从事该职业年限 从事本工种年限 本工种年限 本工种工龄 从事本工种工龄
        从事本工种工作年限 从事本职业工种年限 从事本职业/工种年限 从事工种年限 从业年限 从业工龄 职业工龄 职业年限
        从事本岗位年限 本岗位年限 本岗位工龄 岗位年限 yearsinoccupation yearsinthisoccupation yearsofexperience
        yearsintrade""",
    Fact.YEARS_OF_WORK: "工龄 工作年限 总工龄 连续工龄 累计工龄 工作年数 参加工作年限 yearsofwork yearsworked yearsofservice",
    Fact.OCCUPATION_START: """从事本职业起始时间 从事本职业起始日期 从事本职业开始时间 从事本职业开始日期 从事本职业日期
        从事本职业起始年月 从事本职业年月 从事本工种时间 从事本工种起始时间 从事本工种开始时间 从事本工种日期
        开始从事本职业时间 开始从事本职业日期 从事本岗位时间 inoccupationsince occupationstart startedoccupation""",
    Fact.HELD_LEVEL: """现有等级 现有级别 现等级 现级别 原等级 原级别 原证书等级 原证书级别 现有证书等级 现有证书级别
        现证书等级 现证书级别 已有证书等级 已有证书级别 现持证书等级 现持证书级别 现持有证书等级 现持有证书级别
        持有证书等级 持有证书级别 所持证书等级 持证等级 持证级别 证书等级 证书级别 已取得等级 已取得级别 已取得证书等级
        已获证书等级 已获得证书等级 取得证书等级 原职业资格等级 现职业资格等级 现有职业资格等级 原职业资格证书等级
        现职业资格证书等级 原技能等级 现技能等级 现有技能等级 已有技能等级 已取得技能等级 原职业技能等级 现职业技能等级
        现有职业技能等级 现有职业技能等级证书等级 已取得职业技能等级 原国家职业资格等级 现有职业资格或技能等级 currentlevel
        heldlevel levelheld existinglevel presentlevel certificatelevel""",
    Fact.HELD_OCCUPATION: """原证书职业 原证书职业名称 现有证书职业 现持证书职业 现持有证书职业 持有证书职业 已有证书职业
        证书职业 证书职业名称 原职业 原职业名称 现职业 原职业工种 原证书工种 现有证书工种 证书工种 原工种 已取得证书职业
        heldoccupation certificateoccupation""",
    Fact.HELD_NUMBER: """证书编号 证书号 证书号码 原证书编号 原证书号 原证书号码 现有证书编号 现证书编号 现持证书编号
        持有证书编号 现持有证书编号 已有证书编号 所持证书编号 职业资格证书编号 原职业资格证书编号 职业技能等级证书编号
        技能等级证书编号 已取得证书编号 certificatenumber certificateno heldcertificatenumber""",
    Fact.HELD_ISSUED: """发证日期 发证时间 颁证日期 颁证时间 取证日期 取证时间 原证书发证日期 原证书发证时间 原证书取得时间
        原证书取得日期 原发证日期 原发证时间 现有证书发证日期 现有证书取得时间 现持证书发证日期 现持证书取得时间
        持有证书发证日期 证书取得时间 证书取得日期 证书发证日期 证书发证时间 证书日期 获证时间 获证日期 取得证书时间
        取得证书日期 证书颁发日期 issued issuedon issuedate dateofissue certificateissued certificatedate""",
    Fact.TITLE: """职称 现职称 现有职称 专业技术职称 技术职称 专业技术职务 专业技术资格 现专业技术职务 职称名称 已有职称
        professionaltitle""",
    Fact.TITLE_AWARDED: """职称取得时间 职称取得日期 职称评定时间 职称时间 取得职称时间 取得职称日期 职称获得时间
        职称评审通过时间 专业技术职务取得时间 titleawarded titledate""",
    Fact.OCCUPATION: """职业 职业名称 申报职业 申报职业名称 申报职业工种 申报职业/工种 职业工种 职业/工种 职业及工种
        认定职业 认定职业名称 认定职业工种 认定职业/工种 报考职业 报考职业名称 报名职业 考核职业 评价职业 鉴定职业
        拟申报职业 申请职业 申请认定职业 申报认定职业 参评职业 职业编码 职业代码 occupation occupationapplied
        occupationname occupationcode trade""",
    Fact.JOB_TYPE: """工种 工种名称 申报工种 申报工种名称 认定工种 认定工种名称 报考工种 报名工种 考核工种 评价工种 鉴定工种
        拟申报工种 申请工种 职业方向 申报职业方向 工种方向 工种/方向 参评工种 jobtype speciality specialty""",
    Fact.LEVEL: """申报级别 申报等级 申报职业等级 申报技能等级 申报职业技能等级 申报认定等级 申报认定级别 拟申报等级 拟申报级别
        申请等级 申请级别 申请认定等级 认定等级 认定级别 报考等级 报考级别 报名等级 报名级别 考核等级 考核级别 评价等级
        评价级别 鉴定等级 鉴定级别 参评等级 参评级别 级别 等级 职业等级 技能等级 职业技能等级 level levelapplied
        appliedlevel targetlevel grade skilllevel""",
    Fact.PHONE: """联系电话 电话 电话号码 联系方式 联系手机 手机 手机号 手机号码 移动电话 本人电话 本人手机 本人手机号
        联系电话手机 phone phonenumber phoneno mobile mobilephone mobilenumber mobileno tel telephone contact""",
    Fact.UNIT: """单位 工作单位 所在单位 单位名称 工作单位名称 现工作单位 公司 公司名称 所属单位 部门 所在部门 所属部门
        部门名称 车间 所在车间 车间/班组 班组 分公司 单位/部门 单位部门 岗位 工作岗位 岗位名称 现岗位 职务 employer
        company department unit workshop post position""",
    Fact.APPLIED_ON: "申报日期 申报时间 报名日期 报名时间 填报日期 填报时间 填表日期 申请日期 申请时间 appliedon applicationdate",
    Fact.REMARK: "备注 说明 备注说明 其他 其它 remark remarks note notes comment comments",
    Fact.RETURNED_FOR: "退回原因 returnedfor reasonforreturn",
    Fact.NOT_USED: """民族 籍贯 户籍 户籍地址 户口所在地 家庭住址 家庭地址 通讯地址 联系地址 住址 地址 政治面貌 年龄 婚姻状况
        照片 相片 邮箱 电子邮箱 电子邮件 邮编 邮政编码 毕业时间 毕业日期 毕业年月 签名 签字 本人签名 本人签字 员工签名
        工号 员工编号 员工号 职工编号 入职时间 入职日期 健康状况 国籍 审核意见 审核结果 age ethnicgroup ethnicity address
        email photo employeeno employeenumber employeeid signature nationality""",
}
_FACTS = {word: fact for fact, words in _WORDS.items() for word in words.split()}

_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|\{[^{}]*\}|<[^<>]*>")
_MARKS = re.compile(r"[*★☆●※▲△◆·•:：;；,，。!?'\"`“”‘’_]")
_ITEM_NUMBER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-z](?=[.、)]))[.、)]\s*")
_DUTY = re.compile(r"^(?:必填|选填|必录)(?:项)?|(?:必填|选填|必录)(?:项)?$")
_HELD = re.compile("(?:现|原|已|所持|持有|取得|获得).*(?:证书|资格|等级|技能|持证)|^证书|持证|原证")


@cache
def plain_heading(text: str) -> str:
    """Return a heading without blanks, line ends, notes in brackets, stars and numbering, in lower case."""
    plain = re.sub(r"\s", "", half_width(without_invisible(text))).lower()
    plain = _MARKS.sub("", _ITEM_NUMBER.sub("", plain))
    without_notes = _NOTE.sub("", plain)
    return _DUTY.sub("", without_notes or plain)


@cache
def fact_of_heading(text: str, group: str = "") -> Fact | None:
    """Return the fact that a heading names, under the heading of a group of columns where there is one."""
    plain = plain_heading(text)
    if group and (fact := _in_group(plain, plain_heading(group))):
        return fact
    return _FACTS.get(plain) or _fact_of_parts(plain)


def _fact_of_parts(plain: str) -> Fact | None:
    """Return the fact of a heading such as 身份证号码/护照号: all its known parts must name the same."""
    parts = re.split(r"[/、或|及和&]", plain)
    facts = {_FACTS[part] for part in parts if part in _FACTS}
    return facts.pop() if len(parts) > 1 and len(facts) == 1 else None


_IN_HELD_GROUP = {
    **dict.fromkeys(["等级", "级别", "技能等级", "职业技能等级", "职业资格等级", "证书等级", "level"], Fact.HELD_LEVEL),
    **dict.fromkeys(["编号", "证书编号", "证书号", "号码", "证书号码", "number", "no", "no."], Fact.HELD_NUMBER),
    **dict.fromkeys(
        ["发证日期", "发证时间", "取得时间", "取得日期", "获得时间", "日期", "时间", "取证时间", "issued"],
        Fact.HELD_ISSUED,
    ),
    **dict.fromkeys(
        ["职业", "职业名称", "工种", "职业工种", "职业/工种", "名称", "证书名称", "occupation"], Fact.HELD_OCCUPATION
    ),
}
_IN_TITLE_GROUP = {
    **dict.fromkeys(["名称", "等级", "级别", "职称", "职称名称", "title"], Fact.TITLE),
    **dict.fromkeys(["取得时间", "取得日期", "时间", "日期", "评定时间", "获得时间", "awarded"], Fact.TITLE_AWARDED),
}
_IN_DOCUMENT_GROUP = {
    **dict.fromkeys(["类型", "种类", "类别", "名称", "type", "kind"], Fact.DOCUMENT_KIND),
    **dict.fromkeys(["号码", "编号", "号", "number", "no", "no."], Fact.DOCUMENT_NUMBER),
}


def _in_group(plain: str, group: str) -> Fact | None:
    if re.search("申报|报考|拟|认定|申请", group) and not re.search("证书|现有|原", group):
        return None
    if "职称" in group or "专业技术" in group:
        return _IN_TITLE_GROUP.get(plain)
    if _HELD.search(group):
        return _IN_HELD_GROUP.get(plain)
    if "证件" in group or "身份" in group:
        return _IN_DOCUMENT_GROUP.get(plain)
    return _FACTS.get(group + plain)
