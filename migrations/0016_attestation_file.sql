-- Files made of attestations, known by the hash of their content, so that a copy brought back is recognised to the byte.
-- One attestation may have several: by language, after a revocation, or made by a later program.

create table attestation_file (
    sha256 text primary key,
    attestation_id uuid not null references attestation (id),
    made_at bigint not null
);
create index attestation_file_by_attestation on attestation_file (attestation_id);
