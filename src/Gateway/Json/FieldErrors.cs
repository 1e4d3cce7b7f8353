using System.Globalization;
using System.Text.Json;

namespace Fleet.Gateway.Json;

/// <summary>Errors found so far in one input. Bounded, so that a hostile body cannot make an answer larger than itself.</summary>
internal sealed class FieldErrors
{
    /// <summary>Errors beyond this many are not listed; the input is refused all the same.</summary>
    public const int Max = 50;

    private readonly List<FieldError> _errors = [];

    public bool Any => _errors.Count > 0;

    public IReadOnlyList<FieldError> Items => _errors;

    public void Add(string field, string code, string message)
    {
        if (_errors.Count < Max)
            _errors.Add(new FieldError(field, code, message));
    }

    /// <summary>A number that is one, within a range that includes its ends; null, and an error, otherwise.</summary>
    public double? Number(JsonElement value, string path, double min, double max)
    {
        if (value.ValueKind != JsonValueKind.Number)
            Add(path, FieldErrorCode.Type, "must be a number");
        else if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
            Add(path, FieldErrorCode.NotFinite, "is too large a number"); // 1e400 reads as infinity
        else if (number < min || number > max)
            Add(path, FieldErrorCode.Range, string.Create(CultureInfo.InvariantCulture, $"must be between {min} and {max}"));
        else
            return number;

        return null;
    }
}
