namespace Fleet.Alerts;

/// <summary>How a condition compares. A field that the event does not have satisfies none of them but <c>exists: false</c>.</summary>
public enum AlertOperator
{
    Eq,
    Ne,
    Gt,
    Gte,
    Lt,
    Lte,

    /// <summary>Any of a list.</summary>
    In,

    NotIn,

    /// <summary>A text that has this part (letters as they are), a list that has this element.</summary>
    Contains,

    /// <summary>Whether the event has the field: true or false.</summary>
    Exists,
}
