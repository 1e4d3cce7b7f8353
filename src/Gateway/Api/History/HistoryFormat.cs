namespace Fleet.Gateway.Api.History;

/// <summary>How a history is written. The names are those of <c>?format=</c>.</summary>
internal enum HistoryFormat
{
    /// <summary>A page: {items, next_cursor}.</summary>
    Json,

    /// <summary>One item a line, the whole range.</summary>
    Ndjson,

    /// <summary>A FeatureCollection, the whole range. Positions only.</summary>
    Geojson,
}
