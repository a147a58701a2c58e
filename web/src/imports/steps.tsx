import { useImportWords } from "./words";

/** Where one is, in four words. */
export function Steps({ at }: { at: number }) {
  const words = useImportWords();
  return (
    <ol className="imp-steps">
      {words.steps.map((step, index) => (
        <li
          key={step}
          className={index === at ? "on" : index < at ? "past" : undefined}
          aria-current={index === at ? "step" : undefined}
        >
          <span className="n">{index + 1}</span> {step}
        </li>
      ))}
    </ol>
  );
}
