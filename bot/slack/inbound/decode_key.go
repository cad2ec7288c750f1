package inbound

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// actKey joins what names an act. Parts are escaped, so that different parts
// never make equal keys; with an empty last part there is nothing that tells
// handle act from the next, and the key is empty: do not deduplicate by it.
func actKey(parts ...string) string {
	if parts[len(parts)-1] == "" {
		return ""
	}
	escape := strings.NewReplacer("%", "%25", "/", "%2F")
	for i, part := range parts {
		parts[i] = escape.Replace(part)
	}
	return strings.Join(parts, "/")
}

// valuesHash stands for a value of any size within a key. Map keys are sorted by
// the encoder, so equal values have equal digests.
func valuesHash(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16])
}

// parseTS reads Slack's "1548426417.840180"; the zero time when it is none.
func parseTS(ts string) time.Time {
	whole, fraction, _ := strings.Cut(ts, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || seconds <= 0 || seconds > math.MaxInt32*8 || len(fraction) > 9 {
		return time.Time{}
	}
	nanos, err := strconv.ParseUint("0"+fraction+strings.Repeat("0", 9-len(fraction)), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, int64(nanos)).UTC()
}
