SELECT row FROM client WHERE commercial = :id
