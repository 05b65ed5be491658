export default function Page() {
  return <p>Postern</p>
}
