FROM collaborator AS p
