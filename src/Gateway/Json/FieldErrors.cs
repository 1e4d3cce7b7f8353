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
}
