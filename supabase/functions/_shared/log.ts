type Details = Record<string, unknown>

/**
 * One JSON line for each thing worth knowing later. Hosted Edge Functions keep what goes to the console and nothing
 * else, so this file is the one place that writes there.
 */
export function logInfo(message: string, details: Details = {}): void {
  // biome-ignore lint/suspicious/noConsole: the console is the log of an Edge Function.
  console.info(JSON.stringify({ level: 'info', message, ...details }))
}

export function logError(message: string, error: unknown, details: Details = {}): void {
  // biome-ignore lint/suspicious/noConsole: the console is the log of an Edge Function.
  console.error(JSON.stringify({ level: 'error', message, error: reasonOf(error), ...details }))
}

/** The message of anything that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
