/** One line of a `dl`: what it is and what it says; nothing where there is nothing to say. */
export function Fact({ name, value }: { name: string; value: string | null | undefined }) {
  return value ? (
    <div>
      <dt>{name}</dt>
      <dd className="n">{value}</dd>
    </div>
  ) : null;
}
