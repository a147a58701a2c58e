import { useEffect, useState } from "react";

/** A picture or a recording before it is sent; nothing for other files. */
export function usePreview(file: File | undefined): string | null {
  const [src, setSrc] = useState<string | null>(null);
  useEffect(() => {
    if (!file || !/^(image|audio|video)\//.test(file.type)) return undefined;
    const made = URL.createObjectURL(file);
    setSrc(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return src;
}
