package links

import (
	"strings"
	"testing"
)

func TestBuiltinIsValid(t *testing.T) {
	table, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if table.Len() == 0 {
		t.Fatal("no links were compiled in")
	}
}

func TestParseRefuses(t *testing.T) {
	for about, data := range map[string]string{
		"no JSON":    `[`,
		"a bad name": `[{"name":"Not A Name","address":"https://example.com/"}]`,
		"plain http": `[{"name":"docs","address":"http://example.com/"}]`,
		"no host":    `[{"name":"docs","address":"https:///docs"}]`,
		"a name twice": `[{"name":"docs","address":"https://example.com/a"},
		                  {"name":"docs","address":"https://example.com/b"}]`,
	} {
		if _, err := Parse([]byte(data)); err == nil {
			t.Errorf("%s was accepted", about)
		}
	}
}

func TestFindIgnoresCase(t *testing.T) {
	table, err := Parse([]byte(`[{"name":"docs","address":"https://example.com/docs"}]`))
	if err != nil {
		t.Fatal(err)
	}
	link, ok := table.Find("DOCS")
	if !ok || link.Address != "https://example.com/docs" {
		t.Errorf("DOCS leads to %q, %t", link.Address, ok)
	}
}

func TestAllIsSorted(t *testing.T) {
	table, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, link := range table.All() {
		names = append(names, link.Name)
	}
	for i := 1; i < len(names); i++ {
		if names[i-1] >= names[i] {
			t.Errorf("not sorted: %s", strings.Join(names, " "))
		}
	}
}
