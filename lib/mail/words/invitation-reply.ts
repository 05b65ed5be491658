/** What is said of answers to invitations, here and to the organiser. */

const named = (summary: string) => summary || 'the event'

export const replyWords = {
  question: 'Will you come?',
  answers: { accepted: 'Accept', tentative: 'Maybe', declined: 'Decline' },
  given: {
    accepted: 'You accepted.',
    tentative: 'You said that you may come.',
    declined: 'You declined.',
  },
  change: 'Change answer',
  comment: 'A word to the organiser (optional)',
  sending: (who: string) => `Answering ${who}…`,
  notSent: (why: string) => `Your answer was not sent: ${why}`,
  notAsked: 'Nothing in this message asks you whether you come.',
  subject: {
    accepted: (summary: string) => `Accepted: ${named(summary)}`,
    tentative: (summary: string) => `Tentative: ${named(summary)}`,
    declined: (summary: string) => `Declined: ${named(summary)}`,
  },
  mail: {
    accepted: (who: string, summary: string) => `${who} accepts the invitation to ${named(summary)}.`,
    tentative: (who: string, summary: string) => `${who} may come to ${named(summary)}.`,
    declined: (who: string, summary: string) => `${who} declines the invitation to ${named(summary)}.`,
  },
} as const
