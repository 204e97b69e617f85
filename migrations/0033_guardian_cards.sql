-- Whose emergency card it is: none for the team's, otherwise the guardian's own. Of each holder the highest number opens; a guardian who
-- lost a card voids theirs and nobody else's.
alter table care_card add column guardian_id UUID;
