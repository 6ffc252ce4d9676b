UPDATE device SET invitation = :invitation
