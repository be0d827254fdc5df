// Command shortlinks serves short links: GET /docs redirects to wherever docs points.
package main

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/shortlinks/internal/links"
	"example.com/shortlinks/internal/web"
)

func main() {
	address := flag.String("listen", ":8080", "address to listen on")
	flag.Parse()
	logger := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	if err := run(*address, logger); err != nil {
		logger.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run(address string, logger *slog.Logger) error {
	table, err := links.Builtin()
	if err != nil {
		return err
	}
	server := &http.Server{
		Addr:              address,
		Handler:           web.Handler(table, logger),
		ReadHeaderTimeout: 5 * time.Second,
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		stopped <- server.Shutdown(grace)
	}()
	logger.Info("listening", "address", address, "links", table.Len())
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
