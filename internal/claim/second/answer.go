package second

import (
	"encoding/json"
	"strings"
)

// mostClaims is how many claims of one answer are looked at; the rest counts as thrown away by the shape of the answer.
const mostClaims = 1000

// completion is the part of a server's answer that is read.
type completion struct {
	Choices []struct {
		Message struct {
			Content *string `json:"content"`
		} `json:"message"`
		Finish string `json:"finish_reason"`
	} `json:"choices"`
}

// content takes the model's words out of the server's answer.
func content(body []byte) (string, error) {
	var c completion
	if err := json.Unmarshal(body, &c); err != nil {
		return "", failure(NoAnswer, "what the second reader sent is not the JSON of a chat completion; see that the endpoint is the base address of an OpenAI-compatible server")
	}
	if len(c.Choices) == 0 || c.Choices[0].Message.Content == nil {
		return "", failure(NoAnswer, "the answer of the second reader holds no words")
	}
	if c.Choices[0].Finish == "length" {
		return "", failure(NoAnswer, "the second reader was cut off before the end of its answer; let its server give longer answers")
	}
	return *c.Choices[0].Message.Content, nil
}

// object is one claim as the model wrote it. Nothing in it is believed.
type object map[string]json.RawMessage

// parseAnswer finds the list of claims in a model's words, around which there may be others. An entry that is no object
// stays in the list as nil, so that it is counted.
func parseAnswer(words string) ([]object, error) {
	const tries = 50
	for n, at := 0, 0; n < tries; n++ {
		i := strings.IndexAny(words[at:], "{[")
		if i < 0 {
			break
		}
		at += i
		var raw json.RawMessage
		if err := json.NewDecoder(strings.NewReader(words[at:])).Decode(&raw); err == nil {
			if list, ok := claimList(raw); ok {
				return list, nil
			}
			at += len(raw)
			continue
		}
		at++
	}
	return nil, failure(NoAnswer, "the answer of the second reader holds no list of claims; another model may follow the question better")
}

// claimList reads {"claims": […]} or a bare list of objects.
func claimList(raw json.RawMessage) ([]object, bool) {
	list := raw
	if raw[0] == '{' {
		var o struct {
			Claims *json.RawMessage `json:"claims"`
		}
		if json.Unmarshal(raw, &o) != nil || o.Claims == nil {
			return nil, false
		}
		list = *o.Claims
	}
	var all []json.RawMessage
	if json.Unmarshal(list, &all) != nil {
		return nil, false
	}
	out := make([]object, len(all))
	bare := raw[0] == '['
	for i, one := range all {
		if json.Unmarshal(one, &out[i]) != nil {
			if bare {
				return nil, false // "[1]" in the model's prose is no list of claims
			}
			out[i] = nil
		}
	}
	return out, true
}

// text reads a string field; what is null or empty is not there.
func (o object) text(field string) string {
	var s string
	if json.Unmarshal(o[field], &s) != nil {
		return ""
	}
	return strings.TrimSpace(s)
}

// list reads a field that is a list of strings, or one string.
func (o object) list(field string) []string {
	var all []any
	if json.Unmarshal(o[field], &all) != nil {
		if s := o.text(field); s != "" {
			return []string{s}
		}
		return nil
	}
	var out []string
	for _, v := range all {
		if s, ok := v.(string); ok && strings.TrimSpace(s) != "" {
			out = append(out, strings.TrimSpace(s))
		}
	}
	return out
}

// given reports whether a field says anything.
func (o object) given(field string) bool {
	raw := string(o[field])
	return raw != "" && raw != "null" && raw != `""` && raw != "[]"
}
