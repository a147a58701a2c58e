/** The seal of the house; with evidence the only place cinnabar may appear. */
export function Brand({ size = 34, label }: { size?: number; label: string }) {
  return (
    <svg className="brand" width={size} height={size} viewBox="0 0 34 34" role="img" aria-label={label}>
      <path d="M3 1.500L31 1l2 2-.5 28.500-2 1.500L2.500 32.500 1 30.500 1.500 3z" fill="var(--seal)" />
      <path
        d="M4.200 4l25.600-.4.2 26.500-25.700-.2z"
        fill="none"
        stroke="var(--on-seal)"
        strokeOpacity=".55"
        strokeWidth=".8"
      />
      <g
        fill="var(--on-seal)"
        fontFamily="var(--font-song)"
        fontWeight="700"
        fontSize="13.5"
        textAnchor="middle"
      >
        <text x="17" y="15.300">
          证
        </text>
        <text x="17" y="28.600">
          途
        </text>
      </g>
    </svg>
  );
}
