//! What the installation knows of itself, as texts by key.

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::sql;

/// A value, if it was ever set.
pub async fn get(db: &mut impl Conn, key: &str) -> Result<Option<String>> {
    let row: Option<(String,)> =
        db.query(sql!("select value from instance where key = $1")).bind(key).optional().await?;
    Ok(row.map(|row| row.0))
}

/// Sets a value; says whether it changed anything.
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<bool> {
    let changed = tx
        .query(sql!(
            "insert into instance (key, value) values ($1, $2)
             on conflict (key) do update set value = excluded.value where instance.value <> excluded.value"
        ))
        .bind(key)
        .bind(value)
        .run()
        .await?;
    Ok(changed > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(a_value_is_kept_and_only_a_change_counts);

    async fn a_value_is_kept_and_only_a_change_counts(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        assert_eq!(get(&mut tx, "demo").await.unwrap(), None);
        assert!(set(&mut tx, "demo", "true").await.unwrap());
        assert!(!set(&mut tx, "demo", "true").await.unwrap());
        assert!(set(&mut tx, "demo", "false").await.unwrap());
        assert_eq!(get(&mut tx, "demo").await.unwrap().as_deref(), Some("false"));
        tx.commit().await.unwrap();
    }
}
