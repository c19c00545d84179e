/** What a page tells the service worker. Anything else that arrives there is ignored. */
export type WorkerMessage =
  /** The shopper tapped the new version. Answered through the port with an {@link ActivationAnswer}. */
  { type: 'activate' }

/** Whether the new version takes over as soon as the old one is idle; it does not while somebody pays in any tab. */
export type ActivationAnswer = { isActivating: boolean }

export function isActivate(data: unknown): data is WorkerMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'activate'
}
