DROP INDEX "actions_lane";--> statement-breakpoint
DROP INDEX "actions_category";--> statement-breakpoint
DROP INDEX "actions_severity";--> statement-breakpoint
DROP INDEX "actions_due";--> statement-breakpoint
DROP INDEX "actions_repo_lane";--> statement-breakpoint
CREATE INDEX "actions_lane" ON "actions" USING btree ("org_id","lane","value","repo_id","number","kind","category","severity","due_at","at_risk_at","key") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "actions_category" ON "actions" USING btree ("org_id","category","lane","value","repo_id","number","kind","severity","due_at","at_risk_at","key") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "actions_severity" ON "actions" USING btree ("org_id","severity","lane","value","repo_id","number","kind","category","due_at","at_risk_at","key") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "actions_due" ON "actions" USING btree ("org_id","due_at","at_risk_at","repo_id","lane","value","number","kind","category","severity","key") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "actions_repo_lane" ON "actions" USING btree ("org_id","repo_id","lane","value","number","kind","category","severity","due_at","at_risk_at","key") WHERE open > 0;