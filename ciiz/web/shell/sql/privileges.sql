REVOKE ALL ON FUNCTION shell_session_read(text, timestamptz), shell_session_exists(text),
    shell_session_write(text, text, timestamptz, boolean), shell_session_remove(text) FROM ciiz_worker;
