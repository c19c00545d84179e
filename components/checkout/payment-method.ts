/** What the pay button needs of whatever collects the way to pay: Stripe's own fields, or the sandbox panel. */
export type PaymentMethodHandle = {
  /** A ConfirmationToken's id for what is filled in, or the sentence that says what to mend. Throws without a network. */
  makeToken: (returnUrl: string) => Promise<PaymentToken>
  /** Shows the bank's question inside the page where that is possible; resolves when it is answered or given up. */
  answerChallenge: (clientSecret: string) => Promise<ChallengeAnswer>
}

export type PaymentToken = { ok: true; token: string } | { ok: false; message: string }
export type ChallengeAnswer = { ok: true } | { ok: false; message: string }
