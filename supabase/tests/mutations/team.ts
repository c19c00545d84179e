import type { Mutation } from './mutation.ts'

const rules = '20261122090110_member_actions.sql'
const log = '20261122090120_audit_log.sql'
const recovery = '20261124180000_recovery_codes.sql'
const invitations = '20261124180500_invitations.sql'
const team = '20261124181000_team.sql'

export const teamMutations: Mutation[] = [
  {
    of: 'why_not',
    broken: 'a second factor is never asked for',
    file: rules,
    from: "then 'second_factor'",
    to: "then ''",
    tests: ['team-permissions'],
  },
  {
    of: 'has_recent_second_factor',
    broken: 'a second factor shown this morning still sends money back',
    file: rules,
    from: "and (a ->> 'timestamp')::numeric >= extract(epoch from clock_timestamp()) - p_max_age_seconds",
    to: '',
    tests: ['second-factor'],
  },
  {
    of: 'why_not',
    broken: 'refunds take any second factor, however old',
    file: rules,
    from: "when not a.needs_second_factor and ((select auth.jwt()) ->> 'aal') = 'aal2' then ''",
    to: "when ((select auth.jwt()) ->> 'aal') = 'aal2' then ''",
    tests: ['second-factor'],
  },
  {
    of: 'tell_of_factor',
    broken: 'an app is taken away and nobody hears of it',
    file: recovery,
    from: 'after insert or update or delete on auth.mfa_factors',
    to: 'after insert or update on auth.mfa_factors',
    tests: ['team'],
  },
  {
    of: 'make_recovery_codes',
    broken: 'new recovery codes are made and nobody hears of it',
    file: recovery,
    from: "perform public.tell_person(v_user_id, 'codes_renewed');",
    to: 'null;',
    tests: ['team'],
  },
  {
    of: 'why_not',
    broken: 'whose member somebody is does not matter',
    file: rules,
    from: 'where m.merchant_id = p_merchant_id and m.user_id = (select auth.uid())',
    to: 'where m.user_id = (select auth.uid())',
    tests: ['team-permissions'],
  },
  {
    of: 'member_actions',
    broken: 'a packer may refund',
    file: rules,
    from: "('refund', array['owner', 'manager'], true)",
    to: "('refund', array['owner', 'manager', 'packer'], true)",
    tests: ['team-permissions'],
  },
  {
    of: 'audit_log',
    broken: 'history can be changed',
    file: log,
    from: 'create trigger audit_log_is_history before update or delete on public.audit_log',
    to: 'create trigger audit_log_is_history before update of id on public.audit_log',
    tests: ['team-permissions'],
  },
  {
    of: 'accept_invitation',
    broken: 'anybody with the link joins',
    file: invitations,
    from: "<> v_invitation.email then\n    return 'wrong_address';",
    to: "<> v_invitation.email and false then\n    return 'wrong_address';",
    tests: ['team'],
  },
  {
    of: 'accept_invitation',
    broken: 'a link never runs out',
    file: invitations,
    from: "  elsif v_invitation.expires_at <= clock_timestamp() then\n    return 'expired';",
    to: '',
    tests: ['team'],
  },
  {
    of: 'outbox',
    broken: 'the secret of a link stays after its mail',
    file: invitations,
    from: "new.payload := new.payload - 'token';",
    to: '',
    tests: ['team'],
  },
  {
    of: 'merchant_members',
    broken: 'the last owner can be taken away past the functions',
    file: team,
    from: "raise exception 'A merchant has to keep an owner' using errcode = 'ST001';",
    to: 'return null;',
    tests: ['team'],
  },
  {
    of: 'make_recovery_codes',
    broken: 'a password alone gets new codes',
    file: recovery,
    from: 'or not public.has_recent_second_factor() then',
    to: 'then',
    tests: ['team'],
  },
  {
    of: 'use_recovery_code',
    broken: 'guessing is not bounded',
    file: recovery,
    from: 'elsif v_row.tries >= 10 and',
    to: 'elsif v_row.tries >= 100000 and',
    tests: ['team'],
  },
]
