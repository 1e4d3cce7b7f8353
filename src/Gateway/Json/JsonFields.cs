using System.Text;
using System.Text.Json;

namespace Fleet.Gateway.Json;

/// <summary>
/// Strict reading of one JSON object: every problem is recorded under the field's path, a key given twice is an error,
/// an unknown key is ignored, and <c>null</c> counts as absent (ask <see cref="IsNull"/> where it clears a value).
/// For bodies of people and programs; positions have a reader of their own that allocates nothing.
/// </summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly string _path;

    private JsonFields(JsonElement element, string path, FieldErrors errors)
    {
        _path = path;
        Errors = errors;
        foreach (var property in element.EnumerateObject())
        {
            string name;
            try
            {
                name = property.Name;
            }
            catch (InvalidOperationException)
            {
                errors.Add(path.Length == 0 ? "body" : path, FieldErrorCode.Format, "has a name that is not valid Unicode");
                continue;
            }

            if (!_fields.TryAdd(name, property.Value))
                errors.Add(PathOf(Identifier.Shorten(name)), FieldErrorCode.Duplicate, "is given twice");
        }
    }

    public FieldErrors Errors { get; }

    /// <summary>Null, and an error, where the element is no object.</summary>
    public static JsonFields? Open(JsonElement element, string path, FieldErrors errors)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new JsonFields(element, path, errors);

        errors.Add(path.Length == 0 ? "body" : path, FieldErrorCode.Type, "must be an object");
        return null;
    }

    public string PathOf(string name) => _path.Length == 0 ? name : _path + "." + name;

    public bool Has(string name) => _fields.ContainsKey(name);

    public bool IsNull(string name) => _fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Undefined where the field is absent.</summary>
    public JsonValueKind KindOf(string name) => _fields.TryGetValue(name, out var value) ? value.ValueKind : JsonValueKind.Undefined;

    /// <summary>A field as it is, whatever it is: undefined where it is absent. It lives as long as its document.</summary>
    public JsonElement Element(string name) => _fields.GetValueOrDefault(name);

    public IEnumerable<string> Names => _fields.Keys;

    public void Fail(string name, string code, string message) => Errors.Add(PathOf(name), code, message);

    /// <summary>Text of 1 to <paramref name="max"/> characters without control characters.</summary>
    public string? Text(string name, int max, bool required = false)
    {
        if (!TryGet(name, JsonValueKind.String, "must be a string", required, out var value))
            return null;

        if (!TryString(value, out var text))
        {
            Fail(name, FieldErrorCode.Format, "is not valid Unicode");
            return null;
        }

        if (text.Length == 0 || text.Length > max)
        {
            Fail(name, FieldErrorCode.Range, $"must have 1 to {max} characters");
            return null;
        }

        if (text.Any(char.IsControl))
        {
            Fail(name, FieldErrorCode.Format, "must not have control characters");
            return null;
        }

        return text;
    }

    public string? Id(string name, bool required = false)
    {
        if (!TryGet(name, JsonValueKind.String, "must be a string", required, out var value))
            return null;

        if (TryString(value, out var text) && Identifier.IsValid(text))
            return text;

        Fail(name, FieldErrorCode.Format, Identifier.Rule);
        return null;
    }

    public double? Number(string name, double min, double max, bool required = false) =>
        TryGet(name, JsonValueKind.Number, "must be a number", required, out var value)
            ? Errors.Number(value, PathOf(name), min, max)
            : null;

    /// <summary>A whole number within a range that includes its ends. <c>1.0</c> and <c>1e3</c> are not spelled as one.</summary>
    public long? WholeNumber(string name, long min, long max, bool required = false)
    {
        if (!TryGet(name, JsonValueKind.Number, "must be a whole number", required, out var value))
            return null;

        if (!value.TryGetInt64(out var number))
            Fail(name, FieldErrorCode.Type, "must be a whole number");
        else if (number < min || number > max)
            Fail(name, FieldErrorCode.Range, $"must be within {min} … {max}");
        else
            return number;

        return null;
    }

    public bool? Flag(string name)
    {
        if (!_fields.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind == JsonValueKind.True;

        Fail(name, FieldErrorCode.Type, "must be true or false");
        return null;
    }

    /// <summary>An ISO-8601 time with an offset, or unix milliseconds as a whole number.</summary>
    public DateTimeOffset? Time(string name, bool required = false)
    {
        if (!_fields.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
                Fail(name, FieldErrorCode.Required, "is required");
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && UnixTime.TryRead(value, out var time))
            return time;

        if (value.ValueKind == JsonValueKind.String && TryString(value, out var text)
            && text.Length <= 64 && Iso8601.TryRead(Encoding.UTF8.GetBytes(text), out time))
            return time;

        Fail(name, FieldErrorCode.Format, UnixTime.Rule);
        return null;
    }

    /// <summary>One of an enumeration's snake_case names.</summary>
    public T? Choice<T>(string name, bool required = false)
        where T : struct, Enum
    {
        if (!TryGet(name, JsonValueKind.String, "must be a string", required, out var value))
            return null;

        if (TryString(value, out var text) && WireNames<T>.TryRead(text, out var choice))
            return choice;

        Fail(name, FieldErrorCode.Unknown, "must be one of " + WireNames<T>.All);
        return null;
    }

    public JsonFields? Object(string name, bool required = false) =>
        TryGet(name, JsonValueKind.Object, "must be an object", required, out var value)
            ? new JsonFields(value, PathOf(name), Errors)
            : null;

    /// <summary>The elements of an array with their paths; null where absent, of the wrong kind or too long.</summary>
    public IReadOnlyList<(JsonElement Element, string Path)>? Items(string name, int max, bool required = false)
    {
        if (!TryGet(name, JsonValueKind.Array, "must be an array", required, out var value))
            return null;

        if (value.GetArrayLength() > max)
        {
            Fail(name, FieldErrorCode.Range, $"must have at most {max} elements");
            return null;
        }

        return [.. value.EnumerateArray().Select((element, i) => (element, $"{PathOf(name)}[{i}]"))];
    }

    /// <summary>An array of ids without repetition.</summary>
    public IReadOnlyList<string>? Ids(string name, int max) => Strings(name, max, Identifier.MaxLength, ids: true);

    /// <summary>An array of short texts without repetition.</summary>
    public IReadOnlyList<string>? Texts(string name, int max, int maxLength) => Strings(name, max, maxLength, ids: false);

    private List<string>? Strings(string name, int max, int maxLength, bool ids)
    {
        if (Items(name, max) is not { } items)
            return null;

        var result = new List<string>(items.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (element, path) in items)
        {
            if (element.ValueKind != JsonValueKind.String || !TryString(element, out var text))
                Errors.Add(path, FieldErrorCode.Type, "must be a string");
            else if (ids && !Identifier.IsValid(text))
                Errors.Add(path, FieldErrorCode.Format, Identifier.Rule);
            else if (text.Length == 0 || text.Length > maxLength || text.Any(char.IsControl))
                Errors.Add(path, FieldErrorCode.Format, $"must have 1 to {maxLength} characters, none of them a control character");
            else if (!seen.Add(text))
                Errors.Add(path, FieldErrorCode.Duplicate, "is given twice");
            else
                result.Add(text);
        }

        return result;
    }

    private bool TryGet(string name, JsonValueKind kind, string rule, bool required, out JsonElement value)
    {
        if (!_fields.TryGetValue(name, out value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
                Fail(name, FieldErrorCode.Required, "is required");
            return false;
        }

        if (value.ValueKind == kind)
            return true;

        Fail(name, FieldErrorCode.Type, rule);
        return false;
    }

    /// <summary>False for a lone surrogate or broken UTF-8, which the JSON grammar lets through.</summary>
    private static bool TryString(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }
}
