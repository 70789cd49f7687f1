;;; clawlint.el --- OpenClaw configs with eglot -*- lexical-binding: t -*-

;; URL: https://github.com/clawlint/clawlint
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; (require 'clawlint), then open an openclaw.json: eglot starts clawlint's language server.

;;; Code:

(require 'eglot)
(require 'js)

(defgroup clawlint nil "OpenClaw configs." :group 'tools)

(defcustom clawlint-command '("clawlint" "lsp" "--stdio")
  "The command that starts the language server."
  :type '(repeat string))

(defcustom clawlint-gateway "auto"
  "Whose environment must hold the keys."
  :type '(choice (const "auto") (const "shell") (const "systemd") (const "launchd") (const "container") (const "none")))

;;;###autoload
(define-derived-mode clawlint-json5-mode js-mode "JSON5"
  "JSON5 as OpenClaw reads it."
  (setq-local comment-start "// ")
  (setq-local js-indent-level 2))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\(?:\\.json5\\|\\(?:openclaw\\|clawdbot\\)\\.json\\)\\'" . clawlint-json5-mode))

(defun clawlint--contact (&rest _)
  "The command with its options, as eglot wants it."
  (append clawlint-command (list :initializationOptions (list :gateway clawlint-gateway))))

(add-to-list 'eglot-server-programs '(clawlint-json5-mode . clawlint--contact))
(add-hook 'clawlint-json5-mode-hook #'eglot-ensure)

(provide 'clawlint)
;;; clawlint.el ends here
