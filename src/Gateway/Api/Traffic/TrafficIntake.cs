using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Json;
using Fleet.Traffic;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>The way in of everything reported about traffic: one item or an array, each judged alone.</summary>
internal sealed partial class TrafficIntake(IngestBudgets budgets, IOptions<IngestOptions> options, ILogger<TrafficIntake> logger)
{
    /// <summary>Calls of one request under way at once.</summary>
    private const int CallsAtOnce = 32;

    /// <param name="read">Reads an item; what is wrong stands in the fields' errors.</param>
    public async Task<IResult> Post(HttpContext context, Func<JsonFields, Principal, TrafficItem?> read)
    {
        var principal = context.GetPrincipal();
        var budget = budgets.Of(principal);
        if (budget.RetryAfterSeconds() is > 0 and var wait)
            return new Problem(ProblemKinds.TooMany) { RetryAfter = wait };

        using var body = await RequestItems.Read(context, options.Value.MaxBatch);
        var elements = body.Items;
        budget.Charge(elements.Length);
        var results = new TrafficResult[elements.Length];
        var items = new List<(int Index, TrafficItem Item)>();
        for (var i = 0; i < elements.Length; i++)
        {
            var errors = new FieldErrors();
            if (JsonFields.Open(elements[i], "", errors) is { } fields && read(fields, principal) is { } item && !errors.Any)
                items.Add((i, item));
            else
                results[i] = new TrafficResult(i, "refused", null, errors.Items[0]);
        }

        return await Take(items, results, principal.OrganizationId);
    }

    private async Task<IResult> Take(List<(int Index, TrafficItem Item)> items, TrafficResult[] results, string organizationId)
    {
        try
        {
            foreach (var chunk in items.GroupBy(i => i.Item.Id, StringComparer.Ordinal).Chunk(CallsAtOnce))
            {
                await Task.WhenAll(chunk.Select(async same =>
                {
                    foreach (var (index, item) in same)
                    {
                        results[index] = ResultOf(index, item, await item.Take());
                    }
                }));
            }
        }
        catch (Exception e)
        {
            LogFailed(e, organizationId);
            return new Problem(ProblemKinds.Unavailable, "Some items may have been taken and some not. Send the whole request again: what was taken is known and adds nothing.")
            {
                RetryAfter = options.Value.RetryAfterSeconds,
            };
        }

        return Results.Json(new TrafficResults(results));
    }

    private static TrafficResult ResultOf(int index, TrafficItem item, TrafficTaken taken) => taken switch
    {
        TrafficTaken.Unknown => new TrafficResult(index, "refused", null, new FieldError(
            item.Missing ?? "id", FieldErrorCode.Required, "is required: this one is not known yet")),
        TrafficTaken.Conflict => new TrafficResult(index, "refused", item.Id, new FieldError("id", FieldErrorCode.Conflict, "its state does not allow this")),
        _ => new TrafficResult(index, WireNames<TrafficTaken>.Of(taken), item.Id, null),
    };
}
