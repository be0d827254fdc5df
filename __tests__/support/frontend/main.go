package main

import (
	"context"
	"encoding/json"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/exporter/containerimage/exptypes"
	"github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/frontend/gateway/grpcclient"
	"github.com/moby/buildkit/util/appcontext"
)

func build(ctx context.Context, c client.Client) (*client.Result, error) {
	state := llb.Scratch().
		File(llb.Mkfile("/one", 0o644, []byte("one"))).
		File(llb.Mkfile("/two", 0o644, []byte("three")))
	definition, err := state.Marshal(ctx, llb.LinuxAmd64)
	if err != nil {
		return nil, err
	}
	result, err := c.Solve(ctx, client.SolveRequest{Definition: definition.ToPB()})
	if err != nil {
		return nil, err
	}
	config, err := json.Marshal(map[string]any{
		"architecture": "amd64", "os": "linux",
		"config": map[string]any{"Labels": map[string]string{}},
		"rootfs": map[string]any{"type": "layers"},
	})
	if err != nil {
		return nil, err
	}
	result.AddMeta(exptypes.ExporterImageConfigKey, config)
	return result, nil
}

func main() {
	if err := grpcclient.RunFromEnvironment(appcontext.Context(), build); err != nil {
		panic(err)
	}
}
