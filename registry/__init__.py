"""A registry for skill-level certification by enterprises (职业技能等级认定) and for title review (职称评审)."""
