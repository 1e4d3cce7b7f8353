using System.Globalization;
using System.Text;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.Lists;

/// <summary>
/// Typed query parameters: every problem is recorded under the parameter's name. That a parameter is known and given once
/// is for <see cref="PageRequest"/> or <see cref="Only"/>.
/// </summary>
internal sealed class QueryFields(IQueryCollection query)
{
    private readonly FieldErrors _errors = new();

    /// <summary>Records each parameter that is none of these, or given twice.</summary>
    public QueryFields Only(params ReadOnlySpan<string> names)
    {
        foreach (var (name, values) in query)
        {
            if (!names.Contains(name))
                _errors.Add(Identifier.IsValid(name) ? name : "query", FieldErrorCode.Unknown, "is no parameter of this resource");
            else if (values.Count != 1)
                _errors.Add(name, FieldErrorCode.Duplicate, "is given twice");
        }

        return this;
    }

    public string? Text(string name) => query[name] is [{ } text] ? text : null;

    public string? Id(string name)
    {
        if (Text(name) is not { } id || Identifier.IsValid(id))
            return Text(name);

        Fail(name, FieldErrorCode.Format, Identifier.Rule);
        return null;
    }

    /// <summary>One of an enumeration's snake_case names.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;

        if (WireNames<T>.TryRead(text, out var choice))
            return choice;

        Fail(name, FieldErrorCode.Unknown, "must be one of " + WireNames<T>.All);
        return null;
    }

    /// <summary>Several of an enumeration's names, with commas between.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum
    {
        var choices = new List<T>();
        foreach (var text in Ids(name, 16))
        {
            if (WireNames<T>.TryRead(text, out var choice))
                choices.Add(choice);
            else
                Fail(name, FieldErrorCode.Unknown, "must be some of " + WireNames<T>.All);
        }

        return choices;
    }

    /// <summary>Ids with commas between; empty where absent.</summary>
    public IReadOnlyList<string> Ids(string name, int max)
    {
        if (Text(name) is not { } text)
            return [];

        var ids = text.Split(',', max + 1);
        if (ids.Length > max)
            Fail(name, FieldErrorCode.Range, $"must name at most {max}");
        else if (!Array.TrueForAll(ids, id => Identifier.IsValid(id)))
            Fail(name, FieldErrorCode.Format, Identifier.Rule);
        else
            return ids;

        return [];
    }

    public bool Flag(string name, bool otherwise)
    {
        switch (Text(name))
        {
            case null:
                return otherwise;
            case "true":
                return true;
            case "false":
                return false;
            default:
                Fail(name, FieldErrorCode.Type, "must be true or false");
                return otherwise;
        }
    }

    /// <summary>An ISO-8601 time with an offset, or unix milliseconds.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;

        if ((long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && UnixTime.TryRead(milliseconds, out var time))
            || (text.Length <= 64 && Iso8601.TryRead(Encoding.UTF8.GetBytes(text), out time)))
            return time;

        Fail(name, FieldErrorCode.Format, UnixTime.Rule);
        return null;
    }

    /// <summary><c>from</c> (inclusive) and <c>to</c> (exclusive).</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) Range()
    {
        var (from, to) = (Time("from"), Time("to"));
        if (from >= to)
            Fail("to", FieldErrorCode.Conflict, "must be after from");

        return (from, to);
    }

    public void Fail(string name, string code, string message) => _errors.Add(name, code, message);

    /// <exception cref="ProblemException">Some parameter was in error.</exception>
    public void ThrowIfInvalid()
    {
        if (_errors.Any)
            throw new ProblemException(Problem.Invalid(_errors));
    }
}
