;;; session.el --- drives clawlint in a real Emacs -*- lexical-binding: t -*-
(dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa-src/*"))
  (add-to-list 'load-path folder))
(add-to-list 'load-path (getenv "CLAWLINT_EMACS"))
(require 'flymake)
(require 'xref)
(require 'project)
(require 'clawlint)
(setq clawlint-command (split-string (getenv "CLAWLINT_LSP") " ")
      clawlint-gateway "none"
      eglot-sync-connect 20
      eglot-autoshutdown t
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil)
(defun say (step value) (princ (format "%s %s\n" step value)))
(defun await (accept)
  (with-timeout (20 (say "timeout" accept) (kill-emacs 1))
    (while (not (funcall accept)) (accept-process-output nil 0.05))))

(find-file "openclaw.json")
(say "mode" major-mode)
(unless (eglot-current-server) (apply #'eglot--connect (eglot--guess-contact)))
(await (lambda () (flymake-diagnostics)))
(say "diagnostics"
     (mapcar (lambda (one) (line-number-at-pos (flymake-diagnostic-beg one))) (flymake-diagnostics)))
(goto-char (point-min))
(search-forward "ovenai/rye-2")
(backward-char 2)
(xref-find-definitions "x")
(say "definition" (format "%s %d" (buffer-name) (line-number-at-pos)))
(goto-char (point-min))
(search-forward "ovenai")
(backward-char 2)
(eglot-rename "bread")
(say "renamed" (buffer-substring (line-beginning-position) (line-end-position)))
(with-current-buffer "openclaw.json"
  (goto-char (point-min))
  (search-forward "bread/rye-2")
  (say "other" (line-number-at-pos)))
(goto-char (point-min))
(search-forward "models:")
(beginning-of-line)
(insert "    hea\n")
(backward-char 1)
(let* ((capf (run-hook-wrapped 'completion-at-point-functions
                               (lambda (one) (let ((found (ignore-errors (funcall one)))) (and (consp found) found)))))
       (labels (all-completions "hea" (nth 2 capf))))
  (say "completion" (mapconcat #'substring-no-properties labels " ")))
(dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
;;; session.el ends here
