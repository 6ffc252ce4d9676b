SELECT sealed FROM credential WHERE collaborator = :collaborator
