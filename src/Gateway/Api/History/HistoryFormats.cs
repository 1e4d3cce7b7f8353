using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.History;

/// <summary>Which form an answer is asked for in: <c>?format=</c>, else the first of Accept that there is, else JSON.</summary>
internal static class HistoryFormats
{
    public const string Ndjson = "application/x-ndjson";
    public const string Geojson = "application/geo+json";

    public static HistoryFormat Asked(HttpRequest request, QueryFields fields, bool geojson)
    {
        if (fields.Choice<HistoryFormat>("format") is { } named)
        {
            if (named == HistoryFormat.Geojson && !geojson)
                fields.Fail("format", FieldErrorCode.Unknown, "must be json or ndjson");

            return named;
        }

        foreach (var accepted in request.GetTypedHeaders().Accept.OrderByDescending(a => a.Quality ?? 1))
        {
            switch (accepted.MediaType.Value)
            {
                case "application/json":
                    return HistoryFormat.Json;
                case Ndjson or "application/ndjson":
                    return HistoryFormat.Ndjson;
                case Geojson when geojson:
                    return HistoryFormat.Geojson;
            }
        }

        return HistoryFormat.Json;
    }

    public static string ContentType(HistoryFormat format) => format switch
    {
        HistoryFormat.Ndjson => Ndjson,
        HistoryFormat.Geojson => Geojson,
        _ => "application/json; charset=utf-8",
    };
}
