"""The process that opens what others sent: started for one file, with little memory, little time, no secrets.

It imports only what it needs, as every reading waits for it: no words for people, no catalogue, no settings.
"""
