k.signed_on IS NULL
