// Prints name, version and installed bytes of the packages of an apk database that comes on standard input, as Wolfi's
// own reader of it sees them: apk itself is in no package of Debian or Ubuntu.
package main

import (
	"fmt"
	"os"

	"github.com/chainguard-dev/go-apk/pkg/apk"
)

func main() {
	packages, err := apk.ParseInstalled(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, one := range packages {
		fmt.Println(one.Name, one.Version, one.InstalledSize)
	}
}
