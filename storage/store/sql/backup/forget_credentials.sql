-- Sealed to slots that this copy does not have.
DELETE FROM credential
