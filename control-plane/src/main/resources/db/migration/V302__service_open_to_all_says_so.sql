-- Owner: io.freehold.controlplane.service

-- An empty list lets nobody in. Until now it was no list at all, and everybody got in.
update service
   set spec = jsonb_set(
         spec, '{ipAccessList}', '[{"source":"0.0.0.0/0","description":"Anywhere"}]')
 where spec -> 'ipAccessList' = '[]';
