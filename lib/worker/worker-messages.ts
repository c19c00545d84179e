/** Messages of the namespace `remind` that the worker itself says; scripts/build-worker.ts puts them into it. */
export type WorkerMessages = Record<
  | 'actionPay'
  | 'keptClaimed'
  | 'keptClaimedBody'
  | 'keptInLine'
  | 'keptInLineBody'
  | 'keptRefused'
  | 'keptRefusedBody',
  string
>
