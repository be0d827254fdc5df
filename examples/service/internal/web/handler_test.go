package web

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/shortlinks/internal/links"
)

func get(t *testing.T, path string) *http.Response {
	t.Helper()
	table, err := links.Parse([]byte(`[{"name":"docs","address":"https://example.com/docs","about":"<b>How</b>"}]`))
	if err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	logger := slog.New(slog.NewTextHandler(io.Discard, nil))
	Handler(table, logger).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder.Result()
}

func TestAnswers(t *testing.T) {
	for path, want := range map[string]int{
		"/":                 http.StatusOK,
		"/healthz":          http.StatusNoContent,
		"/docs":             http.StatusFound,
		"/DOCS":             http.StatusFound,
		"/nothing":          http.StatusNotFound,
		"/static/style.css": http.StatusOK,
	} {
		if got := get(t, path).StatusCode; got != want {
			t.Errorf("GET %s: %d, want %d", path, got, want)
		}
	}
}

func TestRedirectsToTheAddress(t *testing.T) {
	if got := get(t, "/docs").Header.Get("Location"); got != "https://example.com/docs" {
		t.Errorf("leads to %q", got)
	}
}

func TestPageEscapesWhatItShows(t *testing.T) {
	body, err := io.ReadAll(get(t, "/").Body)
	if err != nil {
		t.Fatal(err)
	}
	if page := string(body); strings.Contains(page, "<b>How") || !strings.Contains(page, "&lt;b&gt;How") {
		t.Errorf("the page has markup of a link in it:\n%s", page)
	}
}
