import { useNavigate } from "react-router";
import { PasswordForm } from "@/password/form";
import { usePasswordWords } from "@/password/words";
import { Sheet } from "../parts/sheet";
import { Page } from "../shell/page";

/** 改密码, on the phone. */
export function PasswordPage() {
  const words = usePasswordWords();
  const navigate = useNavigate();
  return (
    <Page title={words.title} up="/me">
      <Sheet>
        <PasswordForm wide onDone={() => void navigate("/me", { replace: true })} />
      </Sheet>
    </Page>
  );
}
