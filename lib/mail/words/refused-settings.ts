/** What is said when a setting could not be kept. Apart from the settings' words: the first screen brings no more of them. */
export const settingsRefused = {
  notKept: (reason: string) => `Your choice was not kept: ${reason}`,
}
