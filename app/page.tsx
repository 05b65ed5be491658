import { redirect } from 'next/navigation'

/** The front door leads to the mail; who is signed out is sent on to the login from there. */
export default function FrontPage() {
  redirect('/mail')
}
