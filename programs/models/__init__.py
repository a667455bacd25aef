"""What we treat and how: programs, conditions, treatments, care-team roles, trials and patient resources."""

from .care import CarePage
from .care_team import CareTeamIndexPage, CareTeamRolePage, RolePerson, RoleProfession
from .conditions import ConditionIndexPage, ConditionOrigin, ConditionPage, ConditionResource, ConditionTreatment
from .programs import (
    CareTopicPage,
    ProgramCondition,
    ProgramIndexPage,
    ProgramPage,
    ProgramPublication,
    ProgramResource,
    ProgramRole,
    ProgramTreatment,
)
from .resources import ResourceIndexPage, ResourcePage
from .treatments import TreatmentIndexPage, TreatmentPage
from .trials import TrialCondition, TrialIndexPage, TrialPage

__all__ = [
    "CarePage",
    "CareTeamIndexPage",
    "CareTeamRolePage",
    "CareTopicPage",
    "ConditionIndexPage",
    "ConditionOrigin",
    "ConditionPage",
    "ConditionResource",
    "ConditionTreatment",
    "ProgramCondition",
    "ProgramIndexPage",
    "ProgramPage",
    "ProgramPublication",
    "ProgramResource",
    "ProgramRole",
    "ProgramTreatment",
    "ResourceIndexPage",
    "ResourcePage",
    "RolePerson",
    "RoleProfession",
    "TreatmentIndexPage",
    "TreatmentPage",
    "TrialCondition",
    "TrialIndexPage",
    "TrialPage",
]
