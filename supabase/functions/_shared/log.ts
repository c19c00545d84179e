type Details = Record<string, unknown>

/** Hosted Edge Functions keep what goes to the console and nothing else, so this file is the one that writes there. */
const hosted = globalThis.console

/** One JSON line for each thing worth knowing later. */
export function logInfo(message: string, details: Details = {}): void {
  hosted.info(JSON.stringify({ level: 'info', message, ...details }))
}

export function logError(message: string, error: unknown, details: Details = {}): void {
  hosted.error(JSON.stringify({ level: 'error', message, error: reasonOf(error), ...details }))
}

/** The message of anything that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
