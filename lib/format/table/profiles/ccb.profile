# China Construction Bank, corporate internet banking and host-to-host export.
# formats.md 3: the header is the first row; 借 and 贷 in two columns, the
# unused one 0.00; a row names its account; newest first.
format   ccb
title    China Construction Bank, account details
variants csv in GB18030 or UTF-8, sheets; 15 to 19 columns
layout   csv
order    newest-first

column 账号                                    account
column 账户名称                                ignore
column 交易时间                                moment optional
column 借方发生额（支取）|借方发生额           debit
column 贷方发生额（收入）|贷方发生额           credit
column 余额                                    balance
column 币种                                    currency optional
column 对方户名                                name
column 对方账号                                counter-account optional
column 对方开户机构                            ignore
column 记账日期                                day optional
column 摘要                                    remark optional
column 备注                                    remark optional
column 账户明细编号-交易流水号                 serial optional
column 企业流水号                              ref optional
column 凭证种类                                ignore
column 凭证号                                  ignore
column 关联账户                                ignore
column 交易介质编号                            ignore
junk   合计 本页合计
