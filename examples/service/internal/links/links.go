// Package links knows where each short name leads.
package links

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

//go:embed links.json
var builtin []byte

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

// Link is a short name and the address it stands for.
type Link struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	About   string `json:"about"`
}

// Table finds links by name.
type Table struct {
	byName map[string]Link
}

// Builtin is the table that this program was compiled with.
func Builtin() (*Table, error) {
	return Parse(builtin)
}

// Parse reads a table from a JSON list of links and refuses one that would lead nowhere.
func Parse(data []byte) (*Table, error) {
	var list []Link
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("links: %w", err)
	}
	table := &Table{byName: make(map[string]Link, len(list))}
	for _, link := range list {
		if err := check(link); err != nil {
			return nil, err
		}
		if _, taken := table.byName[link.Name]; taken {
			return nil, fmt.Errorf("links: %q stands in the list twice", link.Name)
		}
		table.byName[link.Name] = link
	}
	return table, nil
}

func check(link Link) error {
	if !nameForm.MatchString(link.Name) {
		return fmt.Errorf("links: %q is no name: use small letters, digits and hyphens", link.Name)
	}
	address, err := url.Parse(link.Address)
	if err != nil || address.Scheme != "https" || address.Host == "" {
		return fmt.Errorf("links: %q leads to %q, which is no https address", link.Name, link.Address)
	}
	return nil
}

// Find returns the link of that name, in whatever case it was typed.
func (t *Table) Find(name string) (Link, bool) {
	link, ok := t.byName[strings.ToLower(name)]
	return link, ok
}

// All returns every link, sorted by name.
func (t *Table) All() []Link {
	all := make([]Link, 0, len(t.byName))
	for _, link := range t.byName {
		all = append(all, link)
	}
	slices.SortFunc(all, func(a, b Link) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Len is the number of links.
func (t *Table) Len() int { return len(t.byName) }
