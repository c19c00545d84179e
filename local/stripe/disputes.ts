import type Stripe from 'stripe'
import { changeDispute, endDispute } from './dispute.ts'
import { recordEvent } from './events.ts'
import { answerList, type List } from './list.ts'
import { checkParams, mergeMetadata, optionalBoolean, optionalText } from './params.ts'
import { invalidParam, noSuch, StripeProblem } from './problems.ts'
import type { Call } from './request.ts'
import { LIST_DISPUTES, LIST_WARNINGS, RETRIEVE, UPDATE_DISPUTE } from './rules.ts'
import type { Store } from './store.ts'

/** The statuses in which an answer is waited for. */
const OPEN = new Set<Stripe.Dispute.Status>(['needs_response', 'warning_needs_response'])

function requireDispute(store: Store, id: string): Stripe.Dispute {
  const dispute = store.tables.disputes.get(id)
  if (!dispute) throw noSuch('dispute', id, 'dispute')
  return dispute
}

function requireOpen(dispute: Stripe.Dispute): void {
  if (OPEN.has(dispute.status)) return
  throw new StripeProblem(400, {
    type: 'invalid_request_error',
    message: `This dispute is already closed or under review: its status is ${dispute.status}.`,
  })
}

export function retrieveDispute({ form, store }: Call, id: string): Stripe.Dispute {
  checkParams(form, RETRIEVE)
  return requireDispute(store, id)
}

export function listDisputes({ form, store }: Call): List<Stripe.Dispute> {
  checkParams(form, LIST_DISPUTES)
  const charge = optionalText(form, 'charge')
  const intent = optionalText(form, 'payment_intent')
  return answerList(
    form,
    '/v1/disputes',
    'dispute',
    store.tables.disputes.values(),
    (dispute) => (!charge || dispute.charge === charge) && (!intent || dispute.payment_intent === intent),
  )
}

/**
 * `POST /v1/disputes/:id`: evidence as text, kept until it is submitted, which happens unless `submit=false` says not to.
 * `winning_evidence` and `losing_evidence` end it at once, anything else is under review:
 * https://docs.stripe.com/testing#evidence
 */
export function updateDispute({ form, store, cause }: Call, id: string): Stripe.Dispute {
  checkParams(form, UPDATE_DISPUTE)
  const dispute = requireDispute(store, id)
  requireOpen(dispute)
  const given = form.evidence ?? {}
  if (typeof given === 'string') throw invalidParam('evidence', 'Invalid object')
  const evidence = { ...dispute.evidence }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(evidence, name))
      throw invalidParam(
        `evidence[${name}]`,
        `Received unknown parameter: evidence[${name}]`,
        'parameter_unknown',
      )
    Object.assign(evidence, { [name]: optionalText(given, name, 20_000) })
  }
  const details = { ...dispute.evidence_details, has_evidence: true }
  const metadata = mergeMetadata(form, dispute.metadata)
  const submits = form.submit === undefined ? form.evidence !== undefined : optionalBoolean(form, 'submit')
  if (!submits) {
    const kept = changeDispute(store, dispute, { evidence, metadata, evidence_details: details })
    recordEvent(store, 'charge.dispute.updated', kept, cause)
    return kept
  }
  const submitted = changeDispute(store, dispute, {
    evidence,
    metadata,
    evidence_details: {
      ...details,
      submission_count: details.submission_count + 1,
      submission_method: 'manual',
    },
    status: dispute.status === 'needs_response' ? 'under_review' : 'warning_under_review',
  })
  recordEvent(store, 'charge.dispute.updated', submitted, cause)
  const said = evidence.uncategorized_text
  if (said !== 'winning_evidence' && said !== 'losing_evidence') return submitted
  return endDispute(store, submitted, said === 'winning_evidence', cause)
}

/** `POST /v1/disputes/:id/close`: the merchant gives in, which cannot be taken back. */
export function closeDispute({ form, store, cause }: Call, id: string): Stripe.Dispute {
  checkParams(form, RETRIEVE)
  const dispute = requireDispute(store, id)
  requireOpen(dispute)
  return endDispute(store, dispute, false, cause)
}

export function retrieveWarning({ form, store }: Call, id: string): Stripe.Radar.EarlyFraudWarning {
  checkParams(form, RETRIEVE)
  const warning = store.tables.warnings.get(id)
  if (!warning) throw noSuch('early_fraud_warning', id, 'id')
  return warning
}

export function listWarnings({ form, store }: Call): List<Stripe.Radar.EarlyFraudWarning> {
  checkParams(form, LIST_WARNINGS)
  const charge = optionalText(form, 'charge')
  const intent = optionalText(form, 'payment_intent')
  const url = '/v1/radar/early_fraud_warnings'
  return answerList(
    form,
    url,
    'early_fraud_warning',
    store.tables.warnings.values(),
    (warning) => (!charge || warning.charge === charge) && (!intent || warning.payment_intent === intent),
  )
}
