"""People: one record each, with roles, appointments and specialties as ordered rows."""

from .index import PersonIndexPage
from .person import PersonAppointment, PersonPage, PersonRole, PersonSpecialty
from .vocabularies import Role, Specialty

__all__ = ["PersonAppointment", "PersonIndexPage", "PersonPage", "PersonRole", "PersonSpecialty", "Role", "Specialty"]
