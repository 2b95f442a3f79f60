//! The catalogue: Leistung, Organisationseinheit, Zuständigkeit, Gebiet, Onlinedienst, and the search over them.
