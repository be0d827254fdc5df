// Package web answers requests: redirects, the page with all links, and the health check.
package web

import (
	"embed"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"

	"example.com/shortlinks/internal/links"
)

//go:embed static
var files embed.FS

var index = template.Must(template.ParseFS(files, "static/index.html"))

// Handler serves the links of table.
func Handler(table *links.Table, logger *slog.Logger) http.Handler {
	static, err := fs.Sub(files, "static")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := index.Execute(w, table.All()); err != nil {
			logger.Error("page broke off", "error", err)
		}
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	mux.Handle("GET /static/", http.StripPrefix("/static/", http.FileServerFS(static)))
	mux.HandleFunc("GET /{name}", func(w http.ResponseWriter, r *http.Request) {
		link, ok := table.Find(r.PathValue("name"))
		if !ok {
			http.NotFound(w, r)
			return
		}
		logger.Info("followed", "name", link.Name)
		http.Redirect(w, r, link.Address, http.StatusFound)
	})
	return mux
}
