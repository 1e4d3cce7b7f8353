using System.Globalization;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Lists;

/// <summary>The <c>?cursor=&amp;limit=</c> of a list and its filters, checked. A parameter given twice, or unknown, is an error.</summary>
internal sealed class PageRequest
{
    private readonly PageCursors _cursors;
    private readonly string _list;

    private PageRequest(PageCursors cursors, string list, int limit, string? after)
    {
        _cursors = cursors;
        _list = list;
        Limit = limit;
        After = after;
    }

    public int Limit { get; }

    public string? After { get; }

    /// <param name="kind">Names the list.</param>
    /// <param name="filters">The names of its filters.</param>
    /// <exception cref="ProblemException">Some parameter is in error.</exception>
    public static PageRequest Read(HttpContext context, string kind, params ReadOnlySpan<string> filters)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        return Read(context, kind, Math.Min(options.DefaultPageSize, options.MaxPageSize), options.MaxPageSize, filters);
    }

    /// <param name="kind">Names the list.</param>
    /// <param name="limit">Items of a page where the caller names no limit.</param>
    /// <param name="maxLimit">The largest limit that a caller may name.</param>
    /// <param name="filters">The names of its filters.</param>
    /// <exception cref="ProblemException">Some parameter is in error.</exception>
    public static PageRequest Read(HttpContext context, string kind, int limit, int maxLimit, params ReadOnlySpan<string> filters)
    {
        var query = context.Request.Query;
        var errors = new FieldErrors();
        foreach (var (name, values) in query)
        {
            if (name is not ("cursor" or "limit") && !filters.Contains(name))
                errors.Add(Identifier.IsValid(name) ? name : "query", FieldErrorCode.Unknown, "is no parameter of this list");
            else if (values.Count != 1)
                errors.Add(name, FieldErrorCode.Duplicate, "is given twice");
        }

        if (query.ContainsKey("limit")
            && (!int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit < 1 || limit > maxLimit))
            errors.Add("limit", FieldErrorCode.Range, $"must be a whole number between 1 and {maxLimit}");

        var list = string.Join('\n', [context.GetPrincipal().OrganizationId, kind, .. filters.ToArray().Select(f => query[f].ToString())]);
        var cursors = context.RequestServices.GetRequiredService<PageCursors>();
        var after = query.ContainsKey("cursor") ? cursors.Open(list, query["cursor"].ToString()) : null;
        if (query.ContainsKey("cursor") && after is null)
            errors.Add("cursor", FieldErrorCode.Format, "is not a cursor of this list");

        return errors.Any ? throw new ProblemException(Problem.Invalid(errors)) : new PageRequest(cursors, list, limit, after);
    }

    public PageOf<T> Page<T>(IReadOnlyList<T> items, string? next) => new(items, Seal(next));

    /// <summary>The cursor for what follows this place.</summary>
    public string? Seal(string? next) => next is null ? null : _cursors.Seal(_list, next);
}
