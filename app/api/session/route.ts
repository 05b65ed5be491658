import { readSession, signIn, signOut } from '#lib/api/endpoints.ts'
import { endpoint, openEndpoint, sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { describeSession } from '#lib/server/http/session-answer.ts'
import { signOutHere } from '#lib/server/http/sessions.ts'
import { signInHere } from '#lib/server/http/sign-in.ts'

export const POST = openEndpoint(signIn, signInHere)
export const GET = endpoint(readSession, describeSession)
export const DELETE = sessionEndpoint(signOut, signOutHere)

export const { OPTIONS, PATCH, PUT } = otherMethods
