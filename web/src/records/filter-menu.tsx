import type { ObjectShape } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { Button, Popover } from "@/ui";
import type { Condition } from "./ask";
import { FilterForm } from "./filter-form";

interface FilterMenuProps {
  shape: ObjectShape;
  conditions: Condition[];
  choose: (conditions: Condition[]) => void;
}

/** A button that opens the form for one condition more. */
export function FilterMenu({ shape, conditions, choose }: FilterMenuProps) {
  const words = useDeskWords();
  return (
    <Popover
      side="right"
      label={words.list.filter}
      door={(props) => (
        <Button small icon="filter" {...props}>
          {words.list.filter}
        </Button>
      )}
    >
      {(close) => (
        <FilterForm
          shape={shape}
          onAdd={(condition) => {
            choose([...conditions, condition]);
            close();
          }}
        />
      )}
    </Popover>
  );
}
